/// How a reader's or a model's SQL is judged before it runs.
@NullMarked
package io.onefold.lake.internal.sql;

import org.jspecify.annotations.NullMarked;
