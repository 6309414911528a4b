// Lets calls to the system be compiled ahead of time.
[assembly: System.Runtime.CompilerServices.DisableRuntimeMarshalling]
