package io.onefold.synth.internal;

import io.onefold.model.run.Progress;
import io.onefold.synth.internal.draw.Population;
import io.onefold.synth.internal.output.Folder;
import io.onefold.synth.internal.output.SiloIndex;

/// Silos that are invented together. Every family meets the same population and spells its people
/// in its own way.
interface SiloFamily {

    /// Writes the silos' schemas and rows, and what is true of them.
    void write(
            Population population, Order order, Folder folder, SiloIndex index, Progress progress);
}
