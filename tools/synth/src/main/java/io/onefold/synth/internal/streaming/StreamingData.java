package io.onefold.synth.internal.streaming;

import io.onefold.synth.internal.draw.Population;
import java.time.Instant;
import java.util.UUID;

/// All rows of the streaming silos, block by block on demand.
public final class StreamingData {

    /// Stands in every stored password.
    public static final String CANARY = BlockBuilder.CANARY;

    private final Population population;
    private final Instant asOf;
    private final Shelf shelf;
    private final PlantedBlock planted;

    public StreamingData(Population population, Instant asOf) {
        this.population = population;
        this.asOf = asOf;
        this.shelf = Shelf.draw(population.seed());
        this.planted = PlantedBlock.draw(population, shelf, asOf);
    }

    public Shelf shelf() {
        return shelf;
    }

    public PlantedBlock planted() {
        return planted;
    }

    /// Block 0 is the planted one.
    public Block block(int number) {
        return number == 0 ? planted.block() : DrawnBlock.draw(population, shelf, asOf, number);
    }

    /// The account of the person of that index.
    public UUID accountId(long person) {
        return BlockBuilder.accountStream(population.seed(), person).uuid();
    }
}
