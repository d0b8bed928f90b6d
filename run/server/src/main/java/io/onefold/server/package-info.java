/// Onefold over HTTP: started by the command line, stopped with it.
@NullMarked
package io.onefold.server;

import org.jspecify.annotations.NullMarked;
