package io.onefold.synth.internal;

import io.onefold.synth.internal.output.RowWriter.Form;
import java.time.Instant;

/// What is to be generated.
///
/// @param scale how many blocks; 1 to 10,000,000
/// @param asOf the instant everything is planted around
/// @param form how rows are spelt
/// @param threads how many draw at a time; changes no byte
record Order(int scale, Instant asOf, Form form, int threads) {}
