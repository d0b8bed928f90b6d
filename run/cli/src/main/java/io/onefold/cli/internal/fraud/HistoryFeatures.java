package io.onefold.cli.internal.fraud;

import io.onefold.fraud.FraudType;
import io.onefold.fraud.decide.Payments;
import io.onefold.fraud.request.Field;
import io.onefold.fraud.request.FieldCatalogue;
import io.onefold.pipeline.LakeHistory;
import io.onefold.scoring.feature.FeatureSet;
import io.onefold.scoring.feature.RequestFields;
import java.util.ArrayList;
import java.util.List;

/// What a model learns from of a history: a named set of features, and beside the set `payment` the
/// numbers and flags of requests that the history's manifest names and requests of its type take.
public final class HistoryFeatures {

    private HistoryFeatures() {}

    public static FeatureSet of(LakeHistory history, FeatureSet named) {
        if (!named.equals(FeatureSet.PAYMENT)) {
            return named;
        }
        FraudType type = FraudType.parse(history.fraudType());
        List<String> names = new ArrayList<>(named.names());
        for (RequestFields.Field field : Payments.catalogue().requestFields().all()) {
            Field declared = FieldCatalogue.shipped().get(field.name());
            if (history.requestFields().contains(field.name())
                    && field.kind() != RequestFields.Kind.CATEGORY
                    && declared.takenBy(type)) {
                names.add(field.name());
            }
        }
        return names.size() == named.size() ? named : new FeatureSet("payment+request", names);
    }
}
