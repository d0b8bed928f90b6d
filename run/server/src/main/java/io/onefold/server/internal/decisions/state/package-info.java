/// Where snapshots of the feature state are kept, and the rows after them.
@NullMarked
package io.onefold.server.internal.decisions.state;

import org.jspecify.annotations.NullMarked;
