package io.onefold.scoring.evaluate;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.Spelling;
import io.onefold.scoring.feature.FeatureSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A published way to evaluate models, with what others reached by it.
///
/// @param name as `--protocol` names it
/// @param source where it is described
/// @param features what models learn from
/// @param first its first split
/// @param folds how many splits it has; each begins a test period after the one before
/// @param dropKnownCards whether cards that are known to be compromised are left out of testing
/// @param published what others reached on the first split
public record Protocol(
        String name,
        String source,
        FeatureSet features,
        TimeSplit first,
        int folds,
        boolean dropKnownCards,
        List<Published> published) {

    private static final List<String> NAMES = List.of("handbook");

    public Protocol {
        published = List.copyOf(published);
        if (folds < 1) {
            throw new IllegalArgumentException("a protocol of " + folds + " folds");
        }
    }

    /// A published row.
    ///
    /// @param model as the source names it
    public record Published(
            String model, double auc, double averagePrecision, double cardPrecision) {}

    /// @throws OnefoldException (INVALID_INPUT) naming the nearest protocol
    public static Protocol named(String name) {
        if (!NAMES.contains(name)) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "there is no protocol '"
                            + name
                            + "'"
                            + Spelling.didYouMean(name, NAMES)
                            + "; expected one of "
                            + NAMES);
        }
        try (InputStream in = Protocol.class.getResourceAsStream(name + ".protocol.json")) {
            return read(JsonMapper.shared().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The splits, in the order of time.
    public List<TimeSplit> splits() {
        List<TimeSplit> splits = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            splits.add(first.later(first.test().multipliedBy(fold)));
        }
        return splits;
    }

    private static Protocol read(JsonNode node) {
        return new Protocol(
                node.path("name").asString(),
                node.path("source").asString(),
                new FeatureSet(
                        node.path("name").asString(),
                        node.path("features").valueStream().map(JsonNode::asString).toList()),
                new TimeSplit(
                        Instant.parse(node.path("train_from").asString()),
                        Duration.parse(node.path("train").asString()),
                        Duration.parse(node.path("delay").asString()),
                        Duration.parse(node.path("test").asString())),
                node.path("folds").intValue(),
                node.path("drop_known_cards").booleanValue(),
                node.path("published").valueStream().map(Protocol::published).toList());
    }

    private static Published published(JsonNode node) {
        return new Published(
                node.path("model").asString(),
                node.path("auc").doubleValue(),
                node.path("average_precision").doubleValue(),
                node.path("card_precision_100").doubleValue());
    }
}
