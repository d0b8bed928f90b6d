package io.onefold.pipeline;

import io.onefold.model.Release;
import io.onefold.model.run.Progress;
import io.onefold.scoring.evaluate.Categories;
import io.onefold.scoring.evaluate.HistoryMatrix;
import io.onefold.scoring.evaluate.ModelTraining;
import io.onefold.scoring.evaluate.TimeSplit;
import io.onefold.scoring.feature.CustomerFeatures;
import io.onefold.scoring.feature.FeatureCatalogue;
import io.onefold.scoring.feature.FeaturePlan;
import io.onefold.scoring.feature.FeatureSet;
import io.onefold.scoring.registry.ModelDraft;
import io.onefold.scoring.registry.ModelRegistry;
import io.onefold.scoring.registry.ModelVersion;
import io.onefold.scoring.train.TrainingParameters;
import java.util.Objects;

/// From payments of the past to a model that is registered as a candidate.
public final class TrainingPass {

    private final DataPath path;
    private final ModelRegistry registry;

    /// @param registry where models are kept
    public TrainingPass(DataPath path, ModelRegistry registry) {
        this.path = path;
        this.registry = registry;
    }

    /// What is to be trained.
    ///
    /// @param history the payments, and the kind of fraud
    /// @param catalogue that those features stand in
    /// @param customers what was known of customers when the split begins
    /// @param features what it learns from
    /// @param split when it learns and when it is measured
    /// @param parameters how it learns
    /// @param author who asks for it
    public record Order(
            LakeHistory history,
            FeatureCatalogue catalogue,
            CustomerFeatures customers,
            FeatureSet features,
            TimeSplit split,
            TrainingParameters parameters,
            String author) {

        /// Without anything of customers.
        public Order(
                LakeHistory history,
                FeatureCatalogue catalogue,
                FeatureSet features,
                TimeSplit split,
                TrainingParameters parameters,
                String author) {
            this(history, catalogue, CustomerFeatures.NONE, features, split, parameters, author);
        }

        public Order {
            Objects.requireNonNull(customers);
            Objects.requireNonNull(history);
            Objects.requireNonNull(catalogue);
            Objects.requireNonNull(features);
            Objects.requireNonNull(split);
            Objects.requireNonNull(parameters);
            Objects.requireNonNull(author);
        }
    }

    /// Trains a model and registers it.
    ///
    /// @throws io.onefold.model.OnefoldException (UNPROCESSABLE) with too few frauds, or when the
    ///   leakage gate does not hold; (CONFLICT) when the same model is registered already
    public ModelVersion train(Order order, Progress progress) {
        LakeHistory history = order.history();
        TimeSplit split = order.split();
        FeaturePlan plan =
                FeaturePlan.compile(
                        order.catalogue(),
                        order.features().names(),
                        Categories.fit(
                                history,
                                order.catalogue(),
                                order.features(),
                                split.trainFrom(),
                                split.trainTo()));
        HistoryMatrix matrix =
                HistoryMatrix.of(
                        history,
                        order.catalogue(),
                        plan,
                        order.customers(),
                        split.trainFrom(),
                        split.testTo());
        ModelDraft draft =
                ModelTraining.train(
                        matrix,
                        new ModelTraining.Order(
                                history.fraudType(),
                                order.features(),
                                split,
                                order.parameters(),
                                history.snapshot(),
                                Release.version(),
                                path.clock().instant(),
                                order.author()),
                        progress);
        return registry.register(draft);
    }
}
