using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Universal.Grains.Jobs;
using Universal.Jobs;

namespace Universal.Grains.Tests;

/// <summary>One type without a serializer makes every method of its grain interface fail, at run time only.</summary>
public sealed class ContractTests
{
    private static readonly Assembly[] Assemblies = [typeof(IJobGrain).Assembly, typeof(JobTransitions).Assembly];

    [Fact]
    public void EveryContract_EveryType_HasASerializer()
    {
        using var services = new ServiceCollection().AddSerializer(builder =>
        {
            foreach (var assembly in Assemblies) builder.AddAssembly(assembly);
        }).BuildServiceProvider();
        var codecs = services.GetRequiredService<ICodecProvider>();
        var methods = Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsInterface && typeof(Orleans.Runtime.IAddressable).IsAssignableFrom(type))
            .SelectMany(type => type.GetMethods().Select(method => (type, method)))
            .ToArray();
        Assert.True(methods.Length > 40);
        var missing = methods
            .SelectMany(item => TypesOf(item.method).Where(type => !HasCodec(codecs, type)).Select(type => $"{item.type.Name}.{item.method.Name}: {type}"))
            .Distinct();
        Assert.Empty(missing);
    }

    [Fact]
    public void EveryContract_Names_AreStable()
    {
        var unnamed = Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => (type.IsInterface && typeof(Orleans.Runtime.IAddressable).IsAssignableFrom(type)) || type.IsDefined(typeof(GenerateSerializerAttribute)))
            .Where(type => !type.IsDefined(typeof(AliasAttribute)))
            .Select(type => type.FullName);
        Assert.Empty(unnamed);
    }

    private static IEnumerable<Type> TypesOf(MethodInfo method) => method.GetParameters()
        .Select(parameter => parameter.ParameterType)
        .Where(type => type != typeof(CancellationToken))
        .Concat(method.ReturnType.IsGenericType ? method.ReturnType.GetGenericArguments() : []);

    private static bool HasCodec(ICodecProvider codecs, Type type)
    {
        try
        {
            return codecs.GetCodec(type) is not null;
        }
        catch (CodecNotFoundException)
        {
            return false;
        }
    }
}
