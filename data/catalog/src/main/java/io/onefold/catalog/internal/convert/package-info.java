/// How a control database of the field's own kind becomes manifests.
@NullMarked
package io.onefold.catalog.internal.convert;

import org.jspecify.annotations.NullMarked;
