package io.onefold.synth.internal.streaming;

/// The values at which people of different blocks meet.
public final class Meeting {

    /// The address of a mobile carrier's gateway: a hub in every block, above any bound for shared
    /// addresses.
    public static final String CARRIER_ADDRESS = "203.0.113.9";

    /// A prepaid test card that one account of every drawn block holds.
    public static final String TEST_CARD_FINGERPRINT = "fp_prepaid_test_card";

    private Meeting() {}
}
