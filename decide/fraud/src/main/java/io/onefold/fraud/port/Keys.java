package io.onefold.fraud.port;

/// Keyed hashes, by which things link that must not be read: ssn, bank account, ip, email, phone.
public interface Keys {

    /// HMAC-SHA256 under the installation's link key.
    ///
    /// @param purpose keeps values of different kinds apart, for example `ssn`
    /// @return 32 bytes
    byte[] hmac(String purpose, String value);
}
