package io.onefold.synth.internal;

import io.onefold.model.run.Progress;
import io.onefold.synth.internal.draw.Population;
import io.onefold.synth.internal.output.Folder;
import io.onefold.synth.internal.output.SiloIndex;
import io.onefold.synth.internal.payments.PaymentFiles;
import io.onefold.synth.internal.streaming.StreamingData;

/// The silo of the payment service: what the people of the other silos, and others, paid in
/// eighteen weeks.
final class PaymentSilo implements SiloFamily {

    @Override
    public void write(
            Population population, Order order, Folder folder, SiloIndex index, Progress progress) {
        StreamingData people = new StreamingData(population, order.asOf());
        PaymentFiles files =
                new PaymentFiles(population.seed(), order.scale(), order.asOf(), people);
        files.write(folder, order.threads(), progress);
        files.index(index);
    }
}
