package io.onefold.scoring.feature;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.Spelling;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
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

    /// What is known of every payment that names a user and a merchant, and of those that name
    /// more.
    public static final FeatureSet PAYMENT =
            new FeatureSet(
                    "payment",
                    List.of(
                            "amount",
                            "amount_log1p",
                            "amount_round",
                            "amount_hundredths",
                            "hour_sin",
                            "hour_cos",
                            "weekday_sin",
                            "weekday_cos",
                            "is_weekend",
                            "night_0_6",
                            "user_count_1h",
                            "user_count_24h",
                            "user_count_7d",
                            "user_count_30d",
                            "user_sum_24h",
                            "user_mean_7d",
                            "user_mean_30d",
                            "user_max_30d",
                            "amount_zscore_30d",
                            "user_seconds_since_last",
                            "user_km_since_last",
                            "user_small_amount_count_1h",
                            "user_round_amount_count_7d",
                            "user_near_limit_amount_count_7d",
                            "user_distinct_merchants_24h",
                            "user_distinct_devices_7d",
                            "user_distinct_countries_7d",
                            "user_distinct_payment_methods_1h",
                            "new_device",
                            "new_merchant",
                            "new_location",
                            "new_country",
                            "device_count_24h",
                            "device_distinct_users_7d",
                            "device_distinct_payment_methods_24h",
                            "ip_count_24h",
                            "ip_distinct_users_24h",
                            "payment_method_count_24h",
                            "merchant_count_24h",
                            "merchant_mean_7d",
                            "merchant_distinct_users_24h",
                            "merchant_risk_count_30d",
                            "merchant_risk_7d",
                            "merchant_risk_30d"));

    private static final List<FeatureSet> NAMED = List.of(HANDBOOK, PAYMENT);

    /// A set by its name.
    ///
    /// @throws OnefoldException (INVALID_INPUT) naming the nearest
    public static FeatureSet named(String name) {
        List<String> known = NAMED.stream().map(FeatureSet::name).toList();
        return NAMED.stream()
                .filter(set -> set.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.INVALID_INPUT,
                                        "there is no feature set '"
                                                + name
                                                + "'"
                                                + Spelling.didYouMean(name, known)
                                                + "; expected one of "
                                                + known));
    }

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

    /// This set and more features after its own.
    public FeatureSet with(List<String> more) {
        List<String> all = new ArrayList<>(names);
        all.addAll(more);
        return new FeatureSet(name + "+" + String.join(",", more), all);
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
