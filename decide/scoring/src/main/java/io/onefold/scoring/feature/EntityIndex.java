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

    /// The key itself where it is a number, else its text's hash.
    private long[] keys = new long[FIRST_SLOTS / 2];

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

    /// The number of a key; [#UNKNOWN] if it has none.
    ///
    /// @param text null means that the number is the key
    int find(@Nullable String text, long number) {
        long key = text == null ? number : hash(text);
        int mask = slots.length - 1;
        for (int slot = home(key) & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int id = slots[slot] - 1;
            if (keys[id] == key && isText(id, text)) {
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

    /// Gives a key the number that it had when it was written down; after the last one, [#restored]
    /// must be called.
    void restore(int id, @Nullable String text, long number) {
        next = Math.max(next, id + 1);
        put(id, text, number);
    }

    /// Makes the numbers that no key has free.
    void restored(int capacity) {
        next = capacity;
        freeCount = 0;
        if (capacity > keys.length) {
            keys = Arrays.copyOf(keys, capacity);
            texts = Arrays.copyOf(texts, capacity);
        }
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

    /// The key of a number that has no text.
    long number(int id) {
        return keys[id];
    }

    /// Forgets a key; its number may be given again.
    void remove(int id) {
        int mask = slots.length - 1;
        int hole = home(keys[id]) & mask;
        while (slots[hole] != id + 1) {
            hole = (hole + 1) & mask;
        }
        // Knuth, The Art of Computer Programming, volume 3, section 6.4, algorithm R
        for (int slot = (hole + 1) & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int home = home(keys[slots[slot] - 1]) & mask;
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
        long bytes = 4L * slots.length + 8L * keys.length + 4L * texts.length + 4L * free.length;
        for (String text : texts) {
            bytes += text == null ? 0 : 48 + text.length();
        }
        return bytes;
    }

    private void put(int id, @Nullable String text, long number) {
        if (id >= keys.length) {
            int length = Math.max(id + 1, keys.length * 2);
            keys = Arrays.copyOf(keys, length);
            texts = Arrays.copyOf(texts, length);
        }
        keys[id] = text == null ? number : hash(text);
        texts[id] = text;
        if (2 * (next + 1) > slots.length) {
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
        int slot = home(keys[id]) & mask;
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

    private boolean isText(int id, @Nullable String text) {
        String other = texts[id];
        return text == null ? other == null : text.equals(other);
    }

    private long hash(String text) {
        long hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    /// The finaliser of MurmurHash3 (Austin Appleby, public domain) over the seeded key.
    private int home(long key) {
        long hash = key ^ seed;
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return (int) (hash ^ (hash >>> 33));
    }
}
