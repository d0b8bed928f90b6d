package io.onefold.synth.internal.streaming;

import io.onefold.synth.internal.draw.Draw;

/// The device and the address that somebody usually sits at; nobody else has them.
public record Seat(String device, String ipAddress) {

    /// The seat of the person of that index.
    public static Seat of(long seed, long person) {
        Draw own = new Draw(seed, "viewer", person);
        String device = "dev_%016x".formatted(own.next());
        String address =
                own.percent(80)
                        ? "100."
                                + (64 + (person >> 16))
                                + "."
                                + ((person >> 8) & 0xFF)
                                + "."
                                + (person & 0xFF)
                        : "2001:db8:"
                                + Long.toHexString((person >> 15) + 1)
                                + ":"
                                + Long.toHexString((person & 0x7FFF) + 1)
                                + "::1";
        return new Seat(device, address);
    }
}
