package io.onefold.synth.internal.streaming;

import io.onefold.synth.internal.draw.Draw;
import io.onefold.synth.internal.draw.Population;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// Block 0: every case that a query of the library can get wrong, planted on accounts of its own.
///
/// Slots 0 to 59 hold planted cases and nothing else happens to them, 60 to 109 are ordinary
/// customers who fill the block up to its size, 110 to 117 are new, 118 and 119 sign up after
/// as-of.
///
/// @param block its rows
/// @param planted where each case is
public record PlantedBlock(Block block, Planted planted) {

    static final int FIRST_ORDINARY = 60;
    static final int FIRST_NEW = 110;
    static final int AT_AS_OF = 117;
    static final int FIRST_AFTER = 118;

    public static PlantedBlock draw(Population population, Shelf shelf, Instant asOf) {
        BlockBuilder builder = new BlockBuilder(population, shelf, asOf, 0);
        Register register = new Register(builder);
        new PlantedProfiles(builder, register).plant();
        new PlantedStreams(builder, register).plant();
        new PlantedTickets(builder, register).plant();
        return new PlantedBlock(builder.build(), new Planted(register.items));
    }

    /// Collects what is planted where.
    static final class Register {
        private final BlockBuilder builder;
        private final SequencedMap<String, List<String>> items = new LinkedHashMap<>();

        private Register(BlockBuilder builder) {
            this.builder = builder;
        }

        void accounts(String item, int... slots) {
            values(
                    item,
                    IntStream.of(slots)
                            .mapToObj(slot -> builder.account(slot).email())
                            .toArray(String[]::new));
        }

        void values(String item, String... values) {
            items.computeIfAbsent(item, any -> new ArrayList<>()).addAll(List.of(values));
        }
    }

    /// An ordinary customer.
    static int ordinary(Draw draw) {
        return draw.between(FIRST_ORDINARY, FIRST_NEW - 1);
    }
}
