package io.onefold.scoring.feature;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Gives keys small numbers, which are used again once a key is forgotten. Open addressing with
/// linear probing; the keys themselves are compared, so two never become one.
final class EntityIndex {

    static final int UNKNOWN = -1;

    private static final int FIRST_SLOTS = 64;

    private final long seed;
    private int[] slots = new int[FIRST_SLOTS];
    private long[] hashes = new long[FIRST_SLOTS / 2];
    private long[] numbers = new long[FIRST_SLOTS / 2];
    private @Nullable String[] texts = new String[FIRST_SLOTS / 2];
    private int[] free = new int[0];
    private int freeCount;
    private int next;

    EntityIndex(long seed) {
        this.seed = seed;
    }

    /// How many numbers were given, forgotten ones included.
    int capacity() {
        return next;
    }

    int size() {
        return next - freeCount;
    }

    /// The number of a key; [#UNKNOWN] if it has none. A null text means the number is the key.
    int find(@Nullable String text, long number) {
        long hash = hash(text, number);
        int mask = slots.length - 1;
        for (int slot = (int) hash & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int id = slots[slot] - 1;
            if (hashes[id] == hash && isKey(id, text, number)) {
                return id;
            }
        }
        return UNKNOWN;
    }

    /// Gives a key that has none a number.
    int add(@Nullable String text, long number) {
        int id = freeCount > 0 ? free[--freeCount] : next++;
        put(id, text, number);
        return id;
    }

    /// Gives a key the number that it had when it was written down.
    void restore(int id, @Nullable String text, long number) {
        next = Math.max(next, id + 1);
        put(id, text, number);
    }

    /// Declares the numbers that no key has free, after the last key was restored.
    void restored(int capacity) {
        next = capacity;
        freeCount = 0;
        boolean[] taken = new boolean[capacity];
        for (int slot : slots) {
            if (slot != 0) {
                taken[slot - 1] = true;
            }
        }
        for (int id = capacity - 1; id >= 0; id--) {
            if (!taken[id]) {
                release(id);
            }
        }
    }

    @Nullable String text(int id) {
        return texts[id];
    }

    long number(int id) {
        return numbers[id];
    }

    /// Forgets a key; its number may be given again.
    void remove(int id) {
        int mask = slots.length - 1;
        int hole = (int) hashes[id] & mask;
        while (slots[hole] != id + 1) {
            hole = (hole + 1) & mask;
        }
        // Knuth, The Art of Computer Programming, volume 3, section 6.4, algorithm R
        for (int slot = (hole + 1) & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int home = (int) hashes[slots[slot] - 1] & mask;
            if (((slot - home) & mask) >= ((slot - hole) & mask)) {
                slots[hole] = slots[slot];
                hole = slot;
            }
        }
        slots[hole] = 0;
        texts[id] = null;
        release(id);
    }

    long bytes() {
        long bytes = 4L * slots.length + 8L * hashes.length + 8L * numbers.length;
        bytes += 4L * texts.length + 4L * free.length;
        return bytes;
    }

    private void put(int id, @Nullable String text, long number) {
        if (id >= hashes.length) {
            int length = Math.max(id + 1, hashes.length * 2);
            hashes = Arrays.copyOf(hashes, length);
            numbers = Arrays.copyOf(numbers, length);
            texts = Arrays.copyOf(texts, length);
        }
        hashes[id] = hash(text, number);
        numbers[id] = number;
        texts[id] = text;
        if (2 * (size() + 1) > slots.length) {
            int[] old = slots;
            slots = new int[old.length * 2];
            for (int taken : old) {
                if (taken != 0) {
                    enter(taken - 1);
                }
            }
        }
        enter(id);
    }

    private void enter(int id) {
        int mask = slots.length - 1;
        int slot = (int) hashes[id] & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = id + 1;
    }

    private void release(int id) {
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, Math.max(16, freeCount * 2));
        }
        free[freeCount++] = id;
    }

    private boolean isKey(int id, @Nullable String text, long number) {
        String other = texts[id];
        return text == null ? other == null && numbers[id] == number : text.equals(other);
    }

    private long hash(@Nullable String text, long number) {
        long hash = seed;
        if (text == null) {
            hash ^= number;
        } else {
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * 0x9e3779b97f4a7c15L;
                hash ^= hash >>> 29;
            }
        }
        // the finaliser of MurmurHash3, Austin Appleby, public domain
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
