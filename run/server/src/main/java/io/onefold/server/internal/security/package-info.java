/// Who may enter, and as whom.
@NullMarked
package io.onefold.server.internal.security;

import org.jspecify.annotations.NullMarked;
