package io.onefold.synth.internal.draw;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/// A stream of random values that depends on nothing but its seed, its name and its index.
///
/// SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014), written
/// out here so that the same arguments give the same bytes on every release of the JDK. Streams of
/// other names or indexes are independent, so blocks can be drawn in any order and on any number of
/// threads.
public final class Draw {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    public Draw(long seed, String stream, long index) {
        long name = 0xCBF29CE484222325L;
        for (byte b : stream.getBytes(StandardCharsets.UTF_8)) {
            name = (name ^ b) * 0x100000001B3L;
        }
        this.state = mix(seed ^ mix(name ^ mix(index + GOLDEN_GAMMA)));
    }

    public long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /// A number from 0 to `bound` - 1.
    public int below(int bound) {
        return (int) Math.unsignedMultiplyHigh(next(), bound);
    }

    /// A number from `low` to `high`, both included.
    public int between(int low, int high) {
        return low + below(high - low + 1);
    }

    /// True in `percent` of a hundred cases.
    public boolean percent(int percent) {
        return below(100) < percent;
    }

    /// A number around a mean, roughly normal: the sum of twelve even draws.
    public double normal(double mean, double deviation) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += (next() >>> 11) * 0x1.0p-53;
        }
        return mean + deviation * sum;
    }

    /// A positive number whose logarithm is roughly normal.
    public double spread(double median, double deviation) {
        return median * StrictMath.exp(normal(0, deviation));
    }

    public <T> T of(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /// A version 4 UUID.
    public UUID uuid() {
        long high = (next() & ~0xF000L) | 0x4000L;
        long low = (next() >>> 2) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
