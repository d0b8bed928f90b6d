package io.onefold.scoring.registry;

class RegistryInMemoryTest extends ModelRegistryKit {

    @Override
    protected ModelRegistry emptyRegistry() {
        return new RegistryInMemory();
    }
}
