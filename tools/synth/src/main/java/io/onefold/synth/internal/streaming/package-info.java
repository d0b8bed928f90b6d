/// The three silos of a streaming service, planted and filled.
@NullMarked
package io.onefold.synth.internal.streaming;

import org.jspecify.annotations.NullMarked;
