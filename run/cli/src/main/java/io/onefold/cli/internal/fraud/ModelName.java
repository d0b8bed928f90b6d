package io.onefold.cli.internal.fraud;

import io.onefold.fraud.FraudType;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.scoring.registry.ModelRegistry;
import io.onefold.scoring.registry.ModelVersion;
import java.util.Optional;

/// A model as people name it: by its id, or by type and version, `credit_card@3`.
final class ModelName {

    private ModelName() {}

    static String title(ModelVersion model) {
        return model.fraudType() + "@" + model.version();
    }

    /// @throws OnefoldException (NOT_FOUND) when there is no such model
    static ModelVersion find(ModelRegistry registry, String name) {
        Optional<ModelVersion> found;
        if (name.matches("\\d{1,18}")) {
            found = registry.find(Long.parseLong(name));
        } else {
            VersionName version = VersionName.parse(name);
            found =
                    registry.versions(FraudType.parse(version.id()).wireName()).stream()
                            .filter(
                                    model ->
                                            version.version() == null
                                                    || model.version() == version.version())
                            .findFirst();
        }
        return found.orElseThrow(
                () ->
                        new OnefoldException(
                                ErrorCode.NOT_FOUND,
                                "there is no model "
                                        + name
                                        + "; `onefold fraud models` lists all"));
    }
}
