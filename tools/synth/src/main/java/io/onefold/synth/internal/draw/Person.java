package io.onefold.synth.internal.draw;

import java.time.LocalDate;

/// Somebody of the population, as they would spell themselves. Each silo spells them in its own
/// way.
///
/// @param index the number of the person in the population, from 0
/// @param givenName first name, with its accents and apostrophes
/// @param familyName last name
/// @param email unique in the population, lower case
/// @param phone ten digits, unique in the population
/// @param birthDate date of birth
public record Person(
        long index,
        String givenName,
        String familyName,
        String email,
        String phone,
        LocalDate birthDate) {

    public String fullName() {
        return givenName + " " + familyName;
    }
}
