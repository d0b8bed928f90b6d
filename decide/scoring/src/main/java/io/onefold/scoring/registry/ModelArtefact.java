package io.onefold.scoring.registry;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.scoring.calibrate.Calibration;
import io.onefold.scoring.feature.FrozenDictionary;
import io.onefold.scoring.measure.Baseline;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Everything that turns a feature vector into a score, as one file that proves its own wholeness.
///
/// The file: the line `onefold-model 1`; the length of the header, 4 bytes, big-endian; the header,
/// JSON with the features, the hash of the feature set, dictionaries, the calibration, the
/// baselines and the forest's length; the forest, a model file of XGBoost or LightGBM as it was;
/// last, the SHA-256 of all before it. That hash is the model's identity.
public final class ModelArtefact {

    private final byte[] forest;
    private final Calibration calibration;
    private final List<String> features;
    private final String featureSetHash;
    private final Map<String, FrozenDictionary> dictionaries;
    private final List<Baseline> baselines;
    private final byte[] file;

    /// @param forest a model file that [io.onefold.scoring.tree.Forest#read] reads
    /// @param calibration fitted to margins of this forest
    /// @param features the name of each place of the forest's row, each once
    /// @param featureSetHash the hash of the feature set that computes them, `sha256:…`
    /// @param dictionaries the words of the features that are categories, as training saw them
    /// @param baselines how each feature lay in training; empty or one per feature
    public ModelArtefact(
            byte[] forest,
            Calibration calibration,
            List<String> features,
            String featureSetHash,
            Map<String, FrozenDictionary> dictionaries,
            List<Baseline> baselines) {
        this.forest = forest.clone();
        this.calibration = Objects.requireNonNull(calibration);
        this.features = List.copyOf(features);
        this.featureSetHash = Objects.requireNonNull(featureSetHash);
        this.dictionaries = Map.copyOf(dictionaries);
        this.baselines = List.copyOf(baselines);
        if (features.isEmpty() || features.stream().distinct().count() != features.size()) {
            throw new IllegalArgumentException("a model needs features, each once: " + features);
        }
        if (!features.containsAll(dictionaries.keySet())) {
            throw new IllegalArgumentException(
                    "dictionaries of " + dictionaries.keySet() + " for features " + features);
        }
        if (!baselines.isEmpty() && baselines.size() != features.size()) {
            throw new IllegalArgumentException(
                    baselines.size() + " baselines for " + features.size() + " features");
        }
        this.file = ArtefactFile.write(this);
    }

    /// @throws OnefoldException (INVALID_INPUT) when a byte is not as it was written
    public static ModelArtefact read(byte[] file) {
        return ArtefactFile.read(file);
    }

    /// As [#read(byte[])], and it must be the expected model.
    ///
    /// @param hash `sha256:…` as the registry has it
    public static ModelArtefact read(byte[] file, String hash) {
        ModelArtefact artefact = read(file);
        if (!artefact.hash().equals(hash)) {
            throw new OnefoldException(
                    ErrorCode.CHECK_FAILED,
                    "model artefact: it is "
                            + artefact.hash()
                            + ", expected "
                            + hash
                            + "; restore it from a backup");
        }
        return artefact;
    }

    /// The model file inside.
    public byte[] forest() {
        return forest.clone();
    }

    public Calibration calibration() {
        return calibration;
    }

    /// The name of each place of the forest's row.
    public List<String> features() {
        return features;
    }

    public String featureSetHash() {
        return featureSetHash;
    }

    /// The words of the features that are categories, as training saw them.
    public Map<String, FrozenDictionary> dictionaries() {
        return dictionaries;
    }

    /// How each feature lay in training; empty when that was not kept.
    public List<Baseline> baselines() {
        return baselines;
    }

    /// The whole file.
    public byte[] bytes() {
        return file.clone();
    }

    /// The model's identity, `sha256:` and 64 hexadecimal digits.
    public String hash() {
        return ArtefactFile.hash(file);
    }
}
