/// What a run and its items report.
@NullMarked
package io.onefold.model.run;

import org.jspecify.annotations.NullMarked;
