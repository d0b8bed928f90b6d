/// Commands about runs and the parts they need.
@NullMarked
package io.onefold.cli.internal.run;

import org.jspecify.annotations.NullMarked;
