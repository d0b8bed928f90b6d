package io.onefold.server.internal;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Schemas of our records in the OpenAPI document: fields are spelt as answers spell them, in snake
/// case, and are required unless they may be null.
final class RecordSchemas extends ModelResolver {

    private static final String OURS = "io.onefold.";
    private static final PropertyNamingStrategies.SnakeCaseStrategy NAMES =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    RecordSchemas() {
        super(Json31.mapper().copy().setPropertyNamingStrategy(NAMES));
        openapi31(true);
    }

    @Override
    @SuppressWarnings("rawtypes") // as it is declared
    public @Nullable Schema resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> others) {
        Schema<?> schema = super.resolve(type, context, others);
        Class<?> of = _mapper.constructType(type.getType()).getRawClass();
        if (schema != null && of.isRecord() && of.getName().startsWith(OURS)) {
            mark(definition(schema, context), of);
        }
        return schema;
    }

    private static Schema<?> definition(Schema<?> schema, ModelConverterContext context) {
        String reference = schema.get$ref();
        return reference == null
                ? schema
                : context.getDefinedModels()
                        .getOrDefault(reference.substring(reference.lastIndexOf('/') + 1), schema);
    }

    private static void mark(Schema<?> schema, Class<?> of) {
        List<String> required =
                Arrays.stream(of.getRecordComponents())
                        .filter(RecordSchemas::isAlwaysThere)
                        .map(component -> NAMES.translate(component.getName()))
                        .toList();
        if (!required.isEmpty()) {
            schema.setRequired(required);
        }
    }

    private static boolean isAlwaysThere(RecordComponent component) {
        return !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
