package io.onefold.scoring.registry;

import io.onefold.scoring.measure.Metrics;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/// What a model is for, what it learned from, how good it is and where it ends (after Mitchell et
/// al., Model Cards for Model Reporting, 2019).
///
/// @param title for example `credit_card, trained on 2018-07-25 to 2018-07-31`
/// @param use what it may be used for, and by whom
/// @param data what it learned from, in words; synthetic data is called so
/// @param metrics on rows it did not learn from
/// @param slices the same for parts of these rows
/// @param importance features, the most important first
/// @param gate what the leakage gate found
/// @param limits what it cannot do
public record ModelCard(
        String title,
        String use,
        String data,
        Metrics metrics,
        List<Slice> slices,
        List<Importance> importance,
        List<GateCheck> gate,
        List<String> limits) {

    public ModelCard {
        Objects.requireNonNull(title);
        Objects.requireNonNull(use);
        Objects.requireNonNull(data);
        Objects.requireNonNull(metrics);
        slices = List.copyOf(slices);
        importance = List.copyOf(importance);
        gate = List.copyOf(gate);
        limits = List.copyOf(limits);
    }

    /// The measures of a part of the rows.
    ///
    /// @param name for example `amount above 100`
    /// @param metrics of these rows alone
    public record Slice(String name, Metrics metrics) {

        public Slice {
            Objects.requireNonNull(name);
            Objects.requireNonNull(metrics);
        }
    }

    /// How much a feature matters.
    ///
    /// @param feature its name
    /// @param importance its mean absolute contribution, in log-odds
    public record Importance(String feature, double importance) {

        public Importance {
            Objects.requireNonNull(feature);
        }
    }

    /// Whether the leakage gate ran and every check held.
    public boolean gatePassed() {
        return !gate.isEmpty() && gate.stream().allMatch(GateCheck::passed);
    }

    /// The card as a page.
    public String markdown() {
        return CardPage.of(this);
    }

    /// The card as a document; [#fromJson] reads it.
    public String json() {
        return JsonMapper.shared().writeValueAsString(this);
    }

    /// @throws tools.jackson.core.JacksonException when it is no card
    public static ModelCard fromJson(String json) {
        return JsonMapper.shared().readValue(json, ModelCard.class);
    }
}
