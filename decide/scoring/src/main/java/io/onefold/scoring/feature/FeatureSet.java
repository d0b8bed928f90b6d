package io.onefold.scoring.feature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/// A named order of features: the places of a model's vector.
///
/// @param name as models and evaluations name it
/// @param names of its features, in the vector's order, each once
public record FeatureSet(String name, List<String> names) {

    /// The features of the Fraud Detection Handbook, chapter 3.3; its terminal is our merchant.
    public static final FeatureSet HANDBOOK =
            new FeatureSet(
                    "handbook",
                    List.of(
                            "amount",
                            "is_weekend",
                            "night_0_6",
                            "user_count_24h",
                            "user_mean_24h",
                            "user_count_7d",
                            "user_mean_7d",
                            "user_count_30d",
                            "user_mean_30d",
                            "merchant_risk_count_1d",
                            "merchant_risk_1d",
                            "merchant_risk_count_7d",
                            "merchant_risk_7d",
                            "merchant_risk_count_30d",
                            "merchant_risk_30d"));

    public FeatureSet {
        Objects.requireNonNull(name);
        names = List.copyOf(names);
        if (names.isEmpty() || new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException(
                    "feature set '"
                            + name
                            + "' has "
                            + names.size()
                            + " names; expected at least one, each once");
        }
    }

    public int size() {
        return names.size();
    }

    /// SHA-256 over the names in order; the set's own name does not count.
    public byte[] hash() {
        MessageDigest digest = sha256();
        for (String feature : names) {
            digest.update(feature.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
        }
        return digest.digest();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
