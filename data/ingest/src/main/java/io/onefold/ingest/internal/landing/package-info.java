/// Where rows lie between the silo and the lake: text chunks in a folder of the run, and what they
/// are as SQL.
@NullMarked
package io.onefold.ingest.internal.landing;

import org.jspecify.annotations.NullMarked;
