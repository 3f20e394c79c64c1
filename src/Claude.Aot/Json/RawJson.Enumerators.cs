using System.Collections;
using Claude.Aot.Json;

namespace Claude.Aot;

/// <content>The enumerators of arrays and objects.</content>
public readonly partial struct RawJson
{
    /// <summary>An enumerator of the elements of a JSON array, for <c>foreach</c> and LINQ. Each element shares the memory of the array.</summary>
    public struct ArrayEnumerator : IEnumerable<RawJson>, IEnumerator<RawJson>
    {
        private readonly RawJson _array;
        private readonly int _offset;
        private int _position;

        internal ArrayEnumerator(RawJson array)
        {
            _array = array;
            _offset = array._map?.OffsetOf(array.Utf8) ?? 0;
        }

        /// <summary>Gets the current element.</summary>
        public RawJson Current { get; private set; }

        readonly object IEnumerator.Current => Current;

        /// <summary>Returns an enumerator that is positioned before the first element.</summary>
        public readonly ArrayEnumerator GetEnumerator()
        {
            ArrayEnumerator enumerator = this;
            enumerator.Reset();
            return enumerator;
        }

        readonly IEnumerator<RawJson> IEnumerable<RawJson>.GetEnumerator() => GetEnumerator();

        readonly IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        /// <summary>Advances to the next element.</summary>
        /// <returns>False after the last element.</returns>
        public bool MoveNext()
        {
            ReadOnlySpan<byte> json = _array.Utf8;
            int start = JsonScanner.SkipSeparators(json, Math.Max(_position, 1));
            if (start >= json.Length || json[start] == (byte)']')
            {
                _position = json.Length;
                Current = default;
                return false;
            }

            _position = JsonMap.SkipValue(_array._map, _offset, json, start, out _, out _);
            Current = new RawJson(_array.Memory[start.._position], _array._map);
            return true;
        }

        /// <summary>Sets the enumerator before the first element.</summary>
        public void Reset()
        {
            _position = 0;
            Current = default;
        }

        /// <summary>Does nothing.</summary>
        public readonly void Dispose()
        {
        }
    }

    /// <summary>An enumerator of the members of a JSON object, for <c>foreach</c> and LINQ. Each member shares the memory of the object.</summary>
    public struct ObjectEnumerator : IEnumerable<RawJsonProperty>, IEnumerator<RawJsonProperty>
    {
        private readonly RawJson _object;
        private int _position;

        internal ObjectEnumerator(RawJson json) => _object = json;

        /// <summary>Gets the current member.</summary>
        public RawJsonProperty Current { get; private set; }

        readonly object IEnumerator.Current => Current;

        /// <summary>Returns an enumerator that is positioned before the first member.</summary>
        public readonly ObjectEnumerator GetEnumerator()
        {
            ObjectEnumerator enumerator = this;
            enumerator.Reset();
            return enumerator;
        }

        readonly IEnumerator<RawJsonProperty> IEnumerable<RawJsonProperty>.GetEnumerator() => GetEnumerator();

        readonly IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        /// <summary>Advances to the next member.</summary>
        /// <returns>False after the last member.</returns>
        public bool MoveNext()
        {
            var members = new JsonObjectScanner(_object.Utf8, _object._map);
            members.Position = Math.Max(_position, members.Position);
            if (!members.MoveNext())
            {
                _position = _object.Memory.Length;
                Current = default;
                return false;
            }

            _position = members.Position;
            Current = new RawJsonProperty(_object.Memory[members.Start.._position], new RawJson(_object.Memory[members.ValueStart.._position], _object._map));
            return true;
        }

        /// <summary>Sets the enumerator before the first member.</summary>
        public void Reset()
        {
            _position = 0;
            Current = default;
        }

        /// <summary>Does nothing.</summary>
        public readonly void Dispose()
        {
        }
    }
}
