package io.onefold.scoring.feature;

/// How much a feature state keeps.
///
/// @param entities keys that are known
/// @param payments that were taken in since it was made
/// @param late of all that came, later than the bound
/// @param bytes of memory, about
/// @param watermarkMicros the newest event time, microseconds since 1970; the smallest number when
///   nothing came
public record StateSize(
        long entities, long payments, long late, long bytes, long watermarkMicros) {}
