package io.onefold.server.internal.decisions.seal;

/// A user's data key.
///
/// @param id its number, random
/// @param owner whose it is
/// @param key 32 bytes
/// @param kept whether it is durable; one that is not goes into the commit of what it seals first
public record DataKey(long id, Owner owner, byte[] key, boolean kept) {

    /// Whose data a key seals.
    public record Owner(String tenant, String userId) implements Comparable<Owner> {
        @Override
        public int compareTo(Owner other) {
            int byTenant = tenant.compareTo(other.tenant);
            return byTenant != 0 ? byTenant : userId.compareTo(other.userId);
        }
    }

    DataKey asKept() {
        return new DataKey(id, owner, key, true);
    }

    String place() {
        return "data_key|" + owner.tenant() + "|" + owner.userId() + "|" + id;
    }

    /// Never the key.
    @Override
    public String toString() {
        return "DataKey[" + id + "]";
    }
}
