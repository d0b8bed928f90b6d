package io.onefold.synth.internal.payments;

import io.onefold.synth.internal.draw.Draw;
import java.util.List;

/// What somebody pays from.
record Device(String id, String type, String browser, String ipAddress) {

    private static final List<String> TYPES =
            List.of("mobile", "mobile", "mobile", "desktop", "desktop", "tablet");
    private static final List<String> BROWSERS =
            List.of("chrome", "chrome", "chrome", "safari", "safari", "firefox", "edge");

    /// A device of that id, its kind drawn.
    static Device draw(Draw draw, String id, String ipAddress) {
        return new Device(id, draw.of(TYPES), draw.of(BROWSERS), ipAddress);
    }

    /// A device nobody has seen, somewhere on the net.
    static Device unknown(Draw draw) {
        String address =
                "198." + draw.between(18, 19) + "." + draw.below(256) + "." + draw.between(1, 254);
        return draw(draw, "dev_%016x".formatted(draw.next()), address);
    }

    Device from(String otherAddress) {
        return new Device(id, type, browser, otherAddress);
    }

    Payment on(Payment payment) {
        return payment.put(Field.DEVICE_ID, id)
                .put(Field.DEVICE_TYPE, type)
                .put(Field.BROWSER_TYPE, browser)
                .put(Field.IP_ADDRESS, ipAddress);
    }
}
