package io.onefold.lake;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.nio.file.Path;
import java.util.Objects;

/// Where the lake lives and what its engine may use.
///
/// @param warehouse the folder that holds data and metadata files
/// @param spill the folder that queries larger than memory spill to; each session gets its own
///   folder in it
/// @param catalog the PostgreSQL database that holds the table pointers, in schema `iceberg`
/// @param memoryMegabytes memory limit of one writing session's engine, at least 64
/// @param threads threads of one session's engine, at least 1
/// @param readerMemoryMegabytes memory limit of one reader's engine, at least 64
/// @param readersMax how many reader queries run at once; further ones wait
public record LakeSettings(
        Path warehouse,
        Path spill,
        CatalogDatabase catalog,
        int memoryMegabytes,
        int threads,
        int readerMemoryMegabytes,
        int readersMax) {

    public LakeSettings {
        warehouse = warehouse.toAbsolutePath().normalize();
        spill = spill.toAbsolutePath().normalize();
        Objects.requireNonNull(catalog);
        require("memoryMegabytes", memoryMegabytes, 64);
        require("threads", threads, 1);
        require("readerMemoryMegabytes", readerMemoryMegabytes, 64);
        require("readersMax", readersMax, 1);
    }

    /// The defaults: 2 GB for a writer, 512 MB for each of four readers, as many threads as there
    /// are processors.
    public static LakeSettings of(Path warehouse, Path spill, CatalogDatabase catalog) {
        return new LakeSettings(
                warehouse,
                spill,
                catalog,
                2048,
                Runtime.getRuntime().availableProcessors(),
                512,
                4);
    }

    /// The same with another memory limit and thread count for writing sessions.
    public LakeSettings withEngine(int memoryMegabytes, int threads) {
        return new LakeSettings(
                warehouse,
                spill,
                catalog,
                memoryMegabytes,
                threads,
                readerMemoryMegabytes,
                readersMax);
    }

    private static void require(String name, int value, int min) {
        if (value < min) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "lake setting " + name + " is " + value + "; expected at least " + min);
        }
    }

    /// The address of the catalog's PostgreSQL database.
    ///
    /// @param url JDBC address without credentials, for example
    ///   `jdbc:postgresql://localhost:5432/onefold`
    /// @param user the account; it may create schema `iceberg`
    /// @param password its password; never printed
    public record CatalogDatabase(String url, String user, String password) {

        public CatalogDatabase {
            Objects.requireNonNull(url);
            Objects.requireNonNull(user);
            Objects.requireNonNull(password);
        }

        @Override
        public String toString() {
            return "CatalogDatabase[" + url + ", " + user + "]";
        }
    }
}
