/// The control tables as rows in natural keys, and how rows become what the stages read.
@NullMarked
package io.onefold.catalog.internal.control;

import org.jspecify.annotations.NullMarked;
