package io.onefold.bench.load;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/// What a load found.
///
/// @param good answers of status 200
/// @param shed answers of status 429 that say when to come again
/// @param other answers of any other status, and connections that broke
/// @param seconds from the first request to the last answer
/// @param latency of the good answers, in nanoseconds
/// @param refusals how long 429 took, in nanoseconds
public record Outcome(
        long good, long shed, long other, double seconds, Histogram latency, Histogram refusals) {

    private static final int WORDS = 6;

    /// Good answers a second.
    public double perSecond() {
        return good / seconds;
    }

    /// The latency of good answers below which so many percent were.
    public double millis(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1e6;
    }

    /// The same of refusals.
    public double refusalMillis(double percentile) {
        return refusals.getValueAtPercentile(percentile) / 1e6;
    }

    /// One line, for [#parse(String)].
    String line() {
        return String.format(
                Locale.ROOT,
                "%d %d %d %f %s %s",
                good,
                shed,
                other,
                seconds,
                encoded(latency),
                encoded(refusals));
    }

    static Outcome parse(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != WORDS) {
            throw new IllegalArgumentException("no outcome: " + line);
        }
        return new Outcome(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Double.parseDouble(words[3]),
                decoded(words[4]),
                decoded(words[5]));
    }

    private static String encoded(Histogram histogram) {
        ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(bytes);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
    }

    private static Histogram decoded(String text) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(text)), 1);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("no histogram", e);
        }
    }
}
