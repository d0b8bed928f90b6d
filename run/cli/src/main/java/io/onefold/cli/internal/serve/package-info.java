/// Commands about the HTTP server.
@NullMarked
package io.onefold.cli.internal.serve;

import org.jspecify.annotations.NullMarked;
