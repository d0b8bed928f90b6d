/// The commit of many decisions at once.
@NullMarked
package io.onefold.server.internal.decisions.commit;

import org.jspecify.annotations.NullMarked;
