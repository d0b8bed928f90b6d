/// How settings are read, and other small parts behind the public types of the catalog.
@NullMarked
package io.onefold.catalog.internal;

import org.jspecify.annotations.NullMarked;
