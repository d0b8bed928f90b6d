/// The control database over plain JDBC, for every room that keeps tables in it.
@NullMarked
package io.onefold.catalog.jdbc;

import org.jspecify.annotations.NullMarked;
