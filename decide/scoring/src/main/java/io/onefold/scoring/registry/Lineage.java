package io.onefold.scoring.registry;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Where a model came from, complete enough to train it again to the same bytes.
///
/// @param dataSnapshot the table and its snapshot, for example `trusted.payments.transactions@123`
/// @param rows that it learned from
/// @param frauds of them
/// @param from the first event time of them
/// @param to the event time before which all of them lie
/// @param featureSet the feature set's name
/// @param featureSetHash `sha256:…`
/// @param codeVersion of Onefold
/// @param seed of everything random
/// @param parameters of training, by name
/// @param library what trained it, with its version
/// @param jdk version and vendor
/// @param platform operating system and processor
/// @param trainedAt when
/// @param author who
public record Lineage(
        String dataSnapshot,
        long rows,
        long frauds,
        Instant from,
        Instant to,
        String featureSet,
        String featureSetHash,
        String codeVersion,
        long seed,
        Map<String, String> parameters,
        String library,
        String jdk,
        String platform,
        Instant trainedAt,
        String author) {

    public Lineage {
        Objects.requireNonNull(dataSnapshot);
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
        Objects.requireNonNull(featureSet);
        Objects.requireNonNull(featureSetHash);
        Objects.requireNonNull(codeVersion);
        parameters = new TreeMap<>(parameters);
        Objects.requireNonNull(library);
        Objects.requireNonNull(jdk);
        Objects.requireNonNull(platform);
        Objects.requireNonNull(trainedAt);
        Objects.requireNonNull(author);
        if (frauds < 0 || rows < frauds || !from.isBefore(to)) {
            throw new IllegalArgumentException(
                    frauds + " frauds of " + rows + " rows from " + from + " to " + to);
        }
    }

    /// The JDK this runs on, for example `25.0.3 Eclipse Adoptium`.
    public static String thisJdk() {
        return System.getProperty("java.version") + " " + System.getProperty("java.vendor");
    }

    /// The platform this runs on, for example `Linux amd64`.
    public static String thisPlatform() {
        return System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }
}
