/// What a decision needs from outside; plain adapters stand in the server.
@NullMarked
package io.onefold.fraud.port;

import org.jspecify.annotations.NullMarked;
