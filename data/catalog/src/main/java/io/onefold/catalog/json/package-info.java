/// JSON trees: read, written, and brought into their one canonical text.
@NullMarked
package io.onefold.catalog.json;

import org.jspecify.annotations.NullMarked;
