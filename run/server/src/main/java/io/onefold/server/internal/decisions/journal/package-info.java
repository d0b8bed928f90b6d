/// What a change leaves behind: an audit event and a new edition.
@NullMarked
package io.onefold.server.internal.decisions.journal;

import org.jspecify.annotations.NullMarked;
