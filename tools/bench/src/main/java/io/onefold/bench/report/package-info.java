/// What a benchmark measured, and how it is printed.
@NullMarked
package io.onefold.bench.report;

import org.jspecify.annotations.NullMarked;
