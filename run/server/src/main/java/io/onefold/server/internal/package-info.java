/// How the server is put together.
@NullMarked
package io.onefold.server.internal;

import org.jspecify.annotations.NullMarked;
