package io.onefold.synth.internal.streaming;

import java.util.UUID;

/// Who watches, on what, from where.
record Viewer(UUID accountId, String device, String ipAddress) {

    Viewer on(String otherDevice) {
        return new Viewer(accountId, otherDevice, ipAddress);
    }

    Viewer from(String otherAddress) {
        return new Viewer(accountId, device, otherAddress);
    }
}
