/// Names for groups of records that outlive the run which found them.
@NullMarked
package io.onefold.model.cluster;

import org.jspecify.annotations.NullMarked;
