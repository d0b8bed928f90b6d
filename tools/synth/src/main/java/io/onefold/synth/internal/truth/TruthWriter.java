package io.onefold.synth.internal.truth;

import io.onefold.synth.internal.draw.Person;
import io.onefold.synth.internal.draw.Population;
import io.onefold.synth.internal.output.Folder;
import io.onefold.synth.internal.streaming.Block;
import io.onefold.synth.internal.streaming.PlantedBlock;
import io.onefold.synth.internal.streaming.Shelf;
import io.onefold.synth.internal.truth.BlockTruth.Identifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongFunction;

/// Writes `truth/`: what was planted, what follows from it, and what every table and relationship
/// must count.
///
/// Counts, relationships and rings are written at every scale, expected answers at scale 1.
public final class TruthWriter {

    private static final Duration EARLIER = Duration.ofDays(90);
    private static final Duration LATER = Duration.ofDays(15);
    private static final String FOLDER = "truth/";

    private final Folder folder;
    private final Shelf shelf;
    private final Instant asOf;
    private final Rings rings;
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, Long> pairs = new TreeMap<>();
    private final Map<String, Long> fromAlone = new TreeMap<>();
    private final Map<String, Long> toAlone = new TreeMap<>();
    private final Map<Identifier, Long> met =
            new TreeMap<>(Comparator.comparing(Identifier::kind).thenComparing(Identifier::value));
    private final Set<Integer> plansUsed = new HashSet<>();
    private final Set<String> mediaUsed = new HashSet<>();
    private final Set<Integer> tagsUsed = new HashSet<>();

    public TruthWriter(Folder folder, Shelf shelf, Instant asOf, int scale) {
        this.folder = folder;
        this.shelf = shelf;
        this.asOf = asOf;
        this.rings = new Rings(Math.multiplyExact(scale, Block.ACCOUNTS));
        folder.append(FOLDER + "shared.csv", "kind,value,accounts\n");
        counts.put("profiles_db.plans", (long) shelf.plans().size());
        counts.put("streaming_db.media_content", (long) shelf.media().size());
        counts.put("support_db.ticket_tags", (long) shelf.tags().size());
    }

    /// The three dates at which answers are expected: 90 days before as-of, as-of, 15 days after
    /// it.
    public static List<Instant> dates(Instant asOf) {
        return List.of(asOf.minus(EARLIER), asOf, asOf.plus(LATER));
    }

    /// What a block contributes, ready to be added; a pure function, made on any thread.
    public static Contribution contribution(Block block, Instant asOf) {
        return new Contribution(BlockTruth.of(block, asOf));
    }

    /// The truth of one block.
    public static final class Contribution {
        private final BlockTruth truth;

        private Contribution(BlockTruth truth) {
            this.truth = truth;
        }
    }

    /// Adds a block; blocks come in order.
    public void add(int block, Contribution contribution) {
        BlockTruth truth = contribution.truth;
        truth.counts().forEach((table, rows) -> counts.merge(table, rows, Long::sum));
        truth.pairs().forEach((type, found) -> pairs.merge(type, found, Long::sum));
        truth.fromAlone().forEach((type, alone) -> fromAlone.merge(type, alone, Long::sum));
        truth.toAlone().forEach((type, alone) -> toAlone.merge(type, alone, Long::sum));
        plansUsed.addAll(truth.plansUsed());
        mediaUsed.addAll(truth.mediaUsed());
        tagsUsed.addAll(truth.tagsUsed());
        rings.add(block, truth);
        truth.sharing()
                .forEach(
                        (identifier, slots) -> {
                            if (identifier.kind().meeting(identifier.value())) {
                                met.merge(identifier, (long) slots.size(), Long::sum);
                            } else {
                                shared(identifier, slots.size());
                            }
                        });
    }

    private void shared(Identifier identifier, long accounts) {
        folder.append(
                FOLDER + "shared.csv",
                identifier.kind().wireName() + "," + identifier.value() + "," + accounts + "\n");
    }

    /// Writes what is only known after the last block.
    ///
    /// @param accountId number of an account in the population → its id
    public void finish(Population population, LongFunction<UUID> accountId) {
        met.forEach(this::shared);
        rings.finish();
        folder.append(FOLDER + "rings.csv", "ring,account_id\n");
        rings.members(
                account ->
                        folder.append(
                                FOLDER + "rings.csv",
                                accountId.apply(rings.ring(account))
                                        + ","
                                        + accountId.apply(account)
                                        + "\n"));
        counts();
        relationships();
        folder.append(
                FOLDER + "people.csv",
                "person,given_name,family_name,email,phone,birth_date,account_id\n");
        for (long i = 0; i < counts.getOrDefault("profiles_db.accounts", 0L); i++) {
            Person person = population.person(i);
            folder.append(
                    FOLDER + "people.csv",
                    String.join(
                                    ",",
                                    Long.toString(i),
                                    person.givenName(),
                                    person.familyName(),
                                    person.email(),
                                    person.phone(),
                                    person.birthDate().toString(),
                                    accountId.apply(i).toString())
                            + "\n");
        }
    }

    private void counts() {
        folder.append(FOLDER + "counts.csv", "dataset,rows\n");
        counts.forEach(
                (table, rows) -> folder.append(FOLDER + "counts.csv", table + "," + rows + "\n"));
    }

    private void relationships() {
        toAlone.merge("SUBSCRIBED_TO", (long) shelf.plans().size() - plansUsed.size(), Long::sum);
        toAlone.merge("PLAYED", (long) shelf.media().size() - mediaUsed.size(), Long::sum);
        toAlone.merge("TAGGED_WITH", (long) shelf.tags().size() - tagsUsed.size(), Long::sum);
        String file = FOLDER + "relationships.csv";
        folder.append(file, "type,relationships,from_without_partner,to_without_partner\n");
        pairs.forEach(
                (type, found) ->
                        folder.append(
                                file,
                                type
                                        + ","
                                        + found
                                        + ","
                                        + fromAlone.getOrDefault(type, 0L)
                                        + ","
                                        + toAlone.getOrDefault(type, 0L)
                                        + "\n"));
    }

    /// Writes what was planted, and the mark that no copy of a password may carry.
    public void planted(PlantedBlock planted, String canary) {
        folder.append(FOLDER + "planted.json", Json.of(planted.planted().items()));
        folder.append(FOLDER + "canary.txt", canary + "\n");
    }

    /// Writes the expected answers over the planted block alone.
    public void answers(PlantedBlock planted) {
        List<Instant> dates = dates(asOf);
        new Answers(shelf, planted.block())
                .all(dates)
                .forEach(
                        (query, file) ->
                                folder.append(
                                        FOLDER + "queries/" + query + ".json", Json.of(file)));
    }
}
