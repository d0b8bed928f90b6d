package io.onefold.ingest.internal;

import io.onefold.catalog.SourceTable;
import io.onefold.ingest.internal.landing.SiloColumn;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/// A short text that changes when a table's key, watermark or columns do.
final class ShapeText {

    private ShapeText() {}

    static String of(SourceTable table, Shape shape) {
        CRC32C columns = new CRC32C();
        for (SiloColumn column : shape.columns()) {
            if (!shape.absent().contains(column.name())) {
                columns.update((column.name() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return "key "
                + String.join(",", table.key())
                + "; watermark "
                + (table.watermark() == null ? "none" : table.watermark())
                + "; columns "
                + HexFormat.of().toHexDigits((int) columns.getValue());
    }
}
