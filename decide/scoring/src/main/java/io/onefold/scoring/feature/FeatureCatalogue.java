package io.onefold.scoring.feature;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.Spelling;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Every feature there is, by name. Immutable.
public final class FeatureCatalogue {

    private static final FeatureCatalogue STANDARD =
            new FeatureCatalogue(StandardFeatures.all(), RequestFields.NONE);

    private final Map<String, FeatureDefinition> definitions;
    private final RequestFields requestFields;

    private FeatureCatalogue(
            Collection<FeatureDefinition> definitions, RequestFields requestFields) {
        Map<String, FeatureDefinition> byName = new LinkedHashMap<>();
        for (FeatureDefinition definition : definitions) {
            if (byName.put(definition.name(), definition) != null) {
                throw new IllegalArgumentException(
                        "feature '" + definition.name() + "' is defined twice; name each once");
            }
        }
        this.definitions = Collections.unmodifiableMap(byName);
        this.requestFields = requestFields;
    }

    /// What follows from payments, labels and account events alone.
    public static FeatureCatalogue standard() {
        return STANDARD;
    }

    /// The same with the fields of requests as features; each takes its field's name.
    ///
    /// @throws IllegalArgumentException when a field is named as a feature is
    public FeatureCatalogue withRequest(RequestFields fields) {
        Map<String, FeatureDefinition> all = new LinkedHashMap<>(definitions);
        for (RequestFields.Field field : fields.all()) {
            FeatureDefinition definition =
                    new FeatureDefinition(
                            field.name(),
                            new Formula.OfRequest(fields.slot(field.name()), field.kind()),
                            unit(field.kind()),
                            "REQUEST_" + StandardFeatures.code(field.name()));
            if (all.put(field.name(), definition) != null) {
                throw new IllegalArgumentException(
                        "request field '"
                                + field.name()
                                + "' is named as a feature is; name it otherwise");
            }
        }
        return new FeatureCatalogue(all.values(), fields);
    }

    /// The same with the columns of the customer table as features.
    ///
    /// @param columns their names, in the order of [CustomerFeatures#of]
    public FeatureCatalogue withCustomer(List<String> columns) {
        Map<String, FeatureDefinition> all = new LinkedHashMap<>(definitions);
        for (int place = 0; place < columns.size(); place++) {
            String name = columns.get(place);
            FeatureDefinition definition =
                    new FeatureDefinition(
                            name,
                            new Formula.OfCustomer(place),
                            "as the table says",
                            "CUSTOMER_" + StandardFeatures.code(name));
            if (all.put(name, definition) != null) {
                throw new IllegalArgumentException(
                        "customer column '"
                                + name
                                + "' is named as a feature is; name it otherwise");
            }
        }
        return new FeatureCatalogue(all.values(), requestFields);
    }

    public Set<String> names() {
        return definitions.keySet();
    }

    public Collection<FeatureDefinition> all() {
        return definitions.values();
    }

    public RequestFields requestFields() {
        return requestFields;
    }

    public Optional<FeatureDefinition> find(String name) {
        return Optional.ofNullable(definitions.get(name));
    }

    /// @throws OnefoldException (INVALID_INPUT) naming the nearest feature
    public FeatureDefinition require(String name) {
        return find(name)
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.INVALID_INPUT,
                                        "'"
                                                + name
                                                + "' is not a feature"
                                                + Spelling.didYouMean(name, names())
                                                + "; expected one of the "
                                                + names().size()
                                                + " features of the catalogue, for example"
                                                + " user_count_24h"));
    }

    private static String unit(RequestFields.Kind kind) {
        return switch (kind) {
            case NUMBER -> "as the request says";
            case FLAG -> "0 or 1";
            case CATEGORY -> "place in a dictionary";
        };
    }
}
