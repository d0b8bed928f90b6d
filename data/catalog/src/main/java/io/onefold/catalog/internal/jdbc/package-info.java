/// The control database over plain JDBC.
@NullMarked
package io.onefold.catalog.internal.jdbc;

import org.jspecify.annotations.NullMarked;
