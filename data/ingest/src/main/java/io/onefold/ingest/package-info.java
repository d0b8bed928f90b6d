/// From the silos to raw: reads what a silo says, keeps what is new, sets aside what is unfit.
@NullMarked
package io.onefold.ingest;

import org.jspecify.annotations.NullMarked;
